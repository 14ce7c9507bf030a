export function ExportDialog(_: { ids: readonly number[] }) {
  return null
}
