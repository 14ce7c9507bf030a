import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../../fixtures/cli/run.ts'

it('refuses a file that cannot be written before it measures anything', async () => {
  const gone = join(tmpdir(), 'tintype-no-such-folder', 'result.json')
  for (const option of ['--json', '--markdown']) {
    const { code, stderr } = await run('evaluate', '--data', tmpdir(), option, gone)
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be written')
    expect(stderr).not.toContain('Engine:')
  }
})
