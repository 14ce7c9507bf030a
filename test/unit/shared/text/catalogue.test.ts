import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { skipReasons } from '../../../../src/shared/contract/colorize.ts'
import { errorKinds } from '../../../../src/shared/errors.ts'
import { de } from '../../../../src/shared/text/de.ts'
import { en } from '../../../../src/shared/text/en.ts'
import { chosenLanguage } from '../../../../src/shared/text/language.ts'

/** Every text of a catalogue by its key. */
function flat(catalogue: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  )
}

const english = flat(en)
const german = flat(de)

test('both languages have the same keys', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
})

test('both languages use the same placeholders, and no text is empty', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
  for (const [key, text] of english) {
    expect(placeholders(german.get(key) ?? ''), key).toEqual(placeholders(text))
    expect(text.trim(), key).not.toBe('')
    expect(german.get(key)?.trim(), key).not.toBe('')
  }
})

test('every kind of error and every reason has words and advice', () => {
  for (const kind of errorKinds) {
    expect(english.has(`advice.${kind}`), kind).toBe(true)
    expect(english.has(`failure.${kind}`), kind).toBe(true)
  }
  for (const reason of skipReasons) expect(english.has(`skipped.${reason}`), reason).toBe(true)
})

const components = globSync('src/renderer/**/*.tsx').map((path) => ({
  path,
  source: ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  ),
}))

/** Attributes that people read or hear. */
const spoken = new Set(['title', 'alt', 'aria-label', 'placeholder', 'label', 'hint'])

function wordsIn(source: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(node.text.trim())
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText(source))) {
      const { initializer } = node
      if (initializer && ts.isStringLiteral(initializer) && /\p{L}/u.test(initializer.text)) {
        found.push(initializer.text)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

test('no component holds words of its own', () => {
  expect(components.length).toBeGreaterThan(40)
  for (const { path, source } of components) expect(wordsIn(source), path).toEqual([])
})

/** Groups of the shell and of the local host, which take their texts as properties. */
const outside = new Set(['menu', 'dialogs', 'stopped', 'signIn'])

test('every text is shown somewhere', () => {
  const codeOf = (...patterns: string[]) =>
    globSync(patterns, { ignore: ['**/text/**'] })
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
  const code = codeOf('src/renderer/**/*.{ts,tsx}')
  const colour = codeOf('src/shared/colour/*.ts')
  const shell = codeOf('src/main/electron/*.ts', 'src/main/web/*.ts')
  const unused = [...english.keys()].filter((key) => {
    const name = key.replace(/_(one|other)$/, '')
    const group = name.slice(0, name.lastIndexOf('.'))
    if (group === 'develop.swatches') {
      return !new RegExp(`\\b${name.slice(group.length + 1)}\\b`).test(code + colour)
    }
    if (outside.has(group)) return !new RegExp(`\\.${name.slice(group.length + 1)}\\b`).test(shell)
    return !code.includes(`'${name}'`) && !code.includes(`\`${group}.\${`)
  })
  expect(unused).toEqual([])
})

test('the check for words would find some', () => {
  const source = ts.createSourceFile(
    'x.tsx',
    '<p title="Word">Text</p>',
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  )
  expect(wordsIn(source)).toEqual(['Word', 'Text'])
})

test('the language follows the setting, then the wishes of the system', () => {
  expect(chosenLanguage('de', ['en-GB'])).toBe('de')
  expect(chosenLanguage('system', ['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(chosenLanguage('system', ['fr-FR'])).toBe('en')
})
