export function DevelopRoom() {
  return null
}
