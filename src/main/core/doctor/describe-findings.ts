import type { EngineFinding, Findings } from './doctor.ts'

const withoutPerl =
  'Metadata   PERL IS MISSING: results hold no EXIF and no IPTC of their originals. Install it ("sudo apt install perl").'

/** What was found on this computer, a line for each part. */
export function describeFindings({
  node,
  platform,
  cores,
  memory,
  imaging,
  models,
  engines,
}: Findings): string[] {
  const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`
  return [
    `Node       ${node}, ${platform}`,
    `Machine    ${cores} cores, ${gibibytes(memory.total)} memory, ${gibibytes(memory.free)} free`,
    'missing' in imaging
      ? `Imaging    MISSING: ${imaging.missing.message}`
      : `Imaging    ${Object.entries(imaging.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', ')}`,
    ...('missing' in imaging || imaging.versions.exiftool ? [] : [withoutPerl]),
    ...models.models.map(
      ({ file, shipped }) =>
        `Model      ${file.id} (${file.title} ${file.revision}${shipped ? ', shipped' : ''})`,
    ),
    ...models.broken.map(({ folder, error }) => `Model      BROKEN in ${folder}: ${error.message}`),
    ...engines.map(describeEngine),
  ]
}

function describeEngine(finding: EngineFinding): string {
  const name = `Engine     ${finding.engine.padEnd(11)}`
  if ('missing' in finding) return `${name}not available: ${finding.missing.message}`
  const { found, startMs, perSecond } = finding
  return `${name}${found.device}: ${perSecond.toFixed(1)} predictions/s at 256 px, started in ${(startMs / 1000).toFixed(1)} s`
}
