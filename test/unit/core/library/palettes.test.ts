import { expect, it } from 'vitest'
import { libraryInMemory } from './fixture.ts'

const colours = [
  { name: 'Uniform', a: -3, b: 8 },
  { name: 'Kleid', a: 20, b: -5 },
]

it('palettes are listed as people count, with their colours in order', () => {
  const { library } = libraryInMemory()
  for (const name of ['Box 10', 'Box 2']) library.palettes.create(name, colours)
  expect(library.palettes.list()).toMatchObject([{ name: 'Box 2', colours }, { name: 'Box 10' }])
})

it('a change of the name leaves the colours, and one of the colours the name', () => {
  const { library } = libraryInMemory()
  const id = library.palettes.create('Opa', colours)
  library.palettes.change(id, { name: 'Oma' })
  expect(library.palettes.get(id)).toEqual({ id, name: 'Oma', colours })
  library.palettes.change(id, { colours: colours.toReversed() })
  expect(library.palettes.get(id)).toEqual({ id, name: 'Oma', colours: colours.toReversed() })
})

it('each act on a palette can be undone', () => {
  const { library } = libraryInMemory()
  const { result: id } = library.acts.record(() => library.palettes.create('Opa', colours))
  const { act } = library.acts.record(() => library.palettes.change(id, { name: 'Oma', colours: [] }))
  library.acts.undo(act!)
  const removal = library.acts.record(() => library.palettes.remove(id))
  expect(library.palettes.list()).toEqual([])
  library.acts.undo(removal.act!)
  expect(library.palettes.list()).toEqual([{ id, name: 'Opa', colours }])
})

it('one that is not there is asked for in vain', () => {
  const { library } = libraryInMemory()
  expect(() => library.palettes.get(7)).toThrow('no palette 7')
  expect(() => library.palettes.change(7, { name: 'x' })).toThrow('no palette 7')
})

it('colours that cannot be understood are none, and take no palette along', () => {
  const { library, connection } = libraryInMemory()
  const [one, other] = ['A', 'B'].map((name) => library.palettes.create(name, colours))
  connection.query('UPDATE palettes SET colours = ? WHERE id = ?').run('[{"name":1}]', one)
  expect(library.palettes.get(one).colours).toEqual([])
  expect(library.palettes.get(other).colours).toEqual(colours)
})
