/**
 * What libtiff has to say of tags that do not touch the picture, or that it puts right itself. Everything
 * else is taken for damage: a list of harmful remarks would let the next release's pass.
 */
const harmless = [
  /^Invalid TIFF directory; tags are not sorted in ascending order$/,
  /^ASCII value for tag ".*" (contains null byte in value|does not end in null byte)/,
  /^ASCII value for ASCII array tag ".*" is not null-terminated/,
  /^(TIFF directory is missing required|Bogus) "StripByteCounts" field, (ignoring and )?calculating from imagelength$/,
  /^Bad value \S+ for "(Orientation|XResolution|YResolution|ResolutionUnit|MinSampleValue|MaxSampleValue)" tag$/,
  /^Sum of Photometric type-related color channels and ExtraSamples doesn't match SamplesPerPixel/,
  /^Defined set_get_field_type of custom tag \d+/,
  /^TIFF directory \d+ has IFD looping/,
  /^Tag (BitsPerSample|MinSampleValue|MaxSampleValue|SampleFormat) entry count is \d+ ?, whereas it should be SamplesPerPixel=\d+\. (Ignoring extra entries|Assuming that missing entries are all at the value of the first one)/,
  /^Unknown (field with tag|pseudo-tag) \d+/,
  /^(Incorrect (count|value)|Incompatible type|Null count|Wrong data type|Invalid data type|incorrect count) .*"(XResolution|YResolution|ResolutionUnit|DateTime|Software|Artist|Copyright|Make|Model|HostComputer|ImageDescription|DocumentName|PageName|PageNumber|XPosition|YPosition|Orientation|MinSampleValue|MaxSampleValue|WhitePoint|PrimaryChromaticities|TransferFunction|ReferenceBlackWhite|RichTIFFIPTC|Photoshop|XMLPacket|EXIFIFDOffset|GPSIFDOffset|ICC Profile)"/i,
]

/** What libvips says of its own after another remark has stopped it. */
const framing = /^(Warning treated as error due to failOn setting|error in tile \d+ x \d+)$/

/** The remarks of an error message of libvips, each once, without the names of loaders and files. */
export function remarksOf(thrown: unknown): string[] {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const lines = message
    .split('\n')
    .map((line) =>
      line.trim().replace(/^(\w+2vips|source input|VipsJpeg|vipspng|heif|gifload|webp|image): /g, ''),
    )
    .map((line) => line.replace(/^source input: /, ''))
    .filter((line) => line !== '' && !framing.test(line) && !/: bad seek to \d+$/.test(line))
  return [...new Set(lines)]
}

/** Whether a TIFF with these remarks, and no others, may be sound. */
export function areHarmless(remarks: readonly string[]): boolean {
  return remarks.length > 0 && remarks.every((remark) => harmless.some((pattern) => pattern.test(remark)))
}
