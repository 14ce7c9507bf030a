export function BatchRoom() {
  return null
}
