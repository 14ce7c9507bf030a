const en = {
  file: '&File',
  addPhotos: 'Add photos…',
  addFolder: 'Add folder…',
  export: 'Export…',
  openLibrary: 'Open another library…',
  recentLibraries: 'Recent libraries',
  settings: 'Settings…',
  view: '&View',
}

const de: typeof en = {
  file: '&Datei',
  addPhotos: 'Fotos hinzufügen…',
  addFolder: 'Ordner hinzufügen…',
  export: 'Exportieren…',
  openLibrary: 'Andere Bibliothek öffnen…',
  recentLibraries: 'Zuletzt geöffnete Bibliotheken',
  settings: 'Einstellungen…',
  view: '&Ansicht',
}

/** @param language of the system, such as `de-AT` */
export function menuText(language: string): typeof en {
  return language.toLowerCase().startsWith('de') ? de : en
}
