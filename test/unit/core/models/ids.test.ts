import { describe, expect, it } from 'vitest'
import { freeId, modelId } from '../../../../src/main/core/models/ids.ts'
import { modelFileSchema } from '../../../../src/shared/contract/model.ts'

describe('the id of a model', () => {
  it.each([
    ["Grandma's album", 'grandma-s-album'],
    ['  Émilie & Zoë, 1931 ', 'emilie-zoe-1931'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['Großmutters Łódź', 'grossmutters-lodz'],
    ['Бабушка', 'own'],
    ['../../etc', 'etc'],
    ['---', 'own'],
    ['', 'own'],
    ['x'.repeat(200), 'x'.repeat(64)],
  ])('out of "%s" is %s', (name, id) => {
    expect(modelId(name, 'own')).toBe(id)
    expect(modelFileSchema.shape.id.safeParse(id).success).toBe(true)
  })

  it('gets a number where it is taken', () => {
    expect(freeId('own', new Set(['other']))).toBe('own')
    expect(freeId('own', new Set(['own']))).toBe('own-2')
    expect(freeId('own', new Set(['own', 'own-2', 'own-3']))).toBe('own-4')
    const long = 'x'.repeat(64)
    const numbered = freeId(long, new Set([long]))
    expect(modelFileSchema.shape.id.safeParse(numbered).success).toBe(true)
  })
})
