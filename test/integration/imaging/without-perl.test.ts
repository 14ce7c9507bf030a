import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import { composeFile } from '../../../src/main/imaging/result/compose-file.ts'
import { verify } from '../../../src/main/imaging/result/verify-result.ts'

/** Perl cannot be taken from this computer: ExifTool fails as it does where there is none. */
vi.mock('exiftool-vendored', async (original) => {
  const found = await original<typeof import('exiftool-vendored')>()
  return {
    ...found,
    ExifTool: class extends found.ExifTool {
      override version(): Promise<string> {
        return Promise.reject(
          new Error('Perl must be installed. Please add perl to your $PATH and try again.'),
        )
      }
    },
  }
})

it('without Perl a result is complete but for EXIF and IPTC, and says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tintype-without-perl-'))
  try {
    const temporary = join(folder, 'a.jpg')
    const { written, remarks } = await composeFile(
      {
        picture: join(import.meta.dirname, '../../fixtures/awkward/m-full.jpg'),
        ...{
          ab: { data: new Float32Array(8).fill(12), width: 2, height: 2 },
          settings: { upsampling: 'bilinear' },
        },
        ...{ format: 'jpeg', depth: 8, metadata: true },
        provenance: { version: 2, source: 'a', recipe: 'b', model: 'm', settings: 's' },
      },
      temporary,
    )
    await verify(temporary, written)
    expect(remarks).toEqual([{ kind: 'metadata-without-perl' }])
    const { density, xmpAsString } = await sharp(temporary).metadata()
    expect(density).toBe(600)
    expect(xmpAsString).toContain('Title here')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
