import { expect, it } from 'vitest'
import { RecentlyUsed } from '../../../src/main/engine/recently-used.ts'

it('disposes of what was unused for longest', () => {
  const disposed: string[] = []
  const kept = new RecentlyUsed<string>(2, (value) => disposed.push(value))
  kept.add('a', 'A')
  kept.add('b', 'B')
  expect(kept.get('a')).toBe('A')
  kept.add('c', 'C')
  expect(disposed).toEqual(['B'])
  expect(kept.get('b')).toBeUndefined()
  expect(kept.get('a')).toBe('A')
})

it('disposes of a value that is replaced', () => {
  const disposed: string[] = []
  const kept = new RecentlyUsed<string>(2, (value) => disposed.push(value))
  kept.add('a', 'old')
  kept.add('a', 'new')
  expect(disposed).toEqual(['old'])
  expect(kept.get('a')).toBe('new')
})
