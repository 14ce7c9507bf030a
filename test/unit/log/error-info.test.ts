import { describe, expect, it } from 'vitest'
import { errorInfo } from '../../../src/main/log/error-info.ts'
import { TintypeError } from '../../../src/shared/errors.ts'

describe('an error in the log', () => {
  it('has its kind, its frames and its cause', () => {
    const cause = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' })
    const info = errorInfo(new TintypeError('file-not-found', '/photos/a.jpg is gone.', { cause }))
    expect(info).toMatchObject({
      kind: 'file-not-found',
      message: '/photos/a.jpg is gone.',
      cause: { kind: 'Error ENOENT', message: 'ENOENT: no such file' },
    })
    expect(info.stack).toContain('error-info.test.ts')
    expect(info.stack).not.toContain('is gone')
  })

  it('leaves out what a person typed', () => {
    const search = Object.assign(new Error('fts5: syntax error near "grandmother"'), { code: 'SQLITE_ERROR' })
    const refused = new TintypeError('bad-request', 'The pattern "grandmother" leaves no name for it.')
    let unread: unknown
    try {
      JSON.parse('grandmother')
    } catch (thrown) {
      unread = thrown
    }
    expect((unread as Error).message).toContain('grandmother')
    for (const error of [search, refused, unread]) {
      expect(JSON.stringify(errorInfo(error))).not.toContain('grandmother')
    }
  })

  it('says nothing of a thrown value that is no error', () => {
    expect(JSON.stringify(errorInfo('grandmother'))).not.toContain('grandmother')
  })

  it('comes to an end where an error is its own cause', () => {
    const error = new Error('round')
    error.cause = error
    expect(JSON.stringify(errorInfo(error)).match(/round/g)!.length).toBeLessThan(20)
  })
})
