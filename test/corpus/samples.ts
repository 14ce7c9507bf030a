import { fileURLToPath } from 'node:url'

function sample(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url))
}

/** The sample album's photographs that tests look at. */
export const samples = {
  astronaut: sample('astronaut.png'),
  boardwalk: sample('boardwalk-1905.jpg'),
  camera: sample('camera.png'),
  chelsea: sample('chelsea.png'),
  civilWar: sample('civil-war-1862.jpg'),
  coffee: sample('coffee.png'),
  cottonMill: sample('cotton-mill-1908.jpg'),
  detroit: sample('detroit-1915.jpg'),
  hayes: sample('hayes-1870s.jpg'),
  migrantMother: sample('migrant-mother-1936.jpg'),
  rocket: sample('rocket.jpg'),
  taosChurch: sample('taos-church-1942.jpg'),
}
