import sharp from 'sharp'

/** Photographic formats only: a loader that is not needed is a door that stands open to untrusted files. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Tiff', 'Heif', 'Nsgif']

/**
 * Sets libvips up for this process: no cache, since no picture is opened twice in the same way, and
 * no loader for anything but photographs.
 * @param threads libvips threads for each picture
 */
export function setUpImageLibrary(threads: number): void {
  sharp.cache(false)
  sharp.concurrency(threads)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: loaders.map((format) => `VipsForeignLoad${format}`) })
}
