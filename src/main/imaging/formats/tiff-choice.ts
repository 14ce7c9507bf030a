import { numbersOf, type TiffFile, type TiffImage, tiffTags } from './tiff-directory.ts'

/** The images of a TIFF file that are photographs of their own. */
export interface TiffChoice {
  /** In the order of the file, but for the first, which stands for the file. */
  photographs: TiffImage[]
  /** The file calls the only image it holds a reduced one. */
  onlyReduced: boolean
}

/** Bits of NewSubfileType. */
const reducedBit = 1
const maskBits = 4 | 8 | 16
/** The old SubfileType of a reduced image. */
const oldReduced = 2
const maskPhotometric = 4

/** A page at most half as wide as another of its shape is a small copy of it, whatever it calls itself. */
const copyScale = 0.5
const sameShape = 0.02

/**
 * Of several images those that are photographs: never a reduced one. Images below a reduced page come
 * before later pages, as a DNG keeps its full image there.
 * @returns nothing where every one of several images is a reduced one, or a mask
 */
export function choosePhotographs({ images, littleEndian }: TiffFile): TiffChoice | undefined {
  const info = images.map((image) => infoOf(image, littleEndian))
  const full = info.filter(({ isReduced, isMask }) => !isReduced && !isMask)
  const pages = full.filter((one) => one.image.subifd === undefined && !full.some((it) => isCopyOf(one, it)))
  const [first] = info
  const [page] = images
  const hasMore = page?.tags.has(tiffTags.subIfds) || page?.tags.has(tiffTags.dngVersion)
  if (images.length === 1 && first && !(first.isReduced && hasMore)) {
    return { photographs: [first.image], onlyReduced: first.isReduced }
  }
  const below = full
    .filter(({ image }) => image.page === 0 && image.subifd !== undefined)
    .sort((a, b) => b.width * b.height - a.width * a.height)
  const isFirstAPage = pages.some(({ image }) => image === first?.image)
  const chosen = isFirstAPage ? first : (below[0] ?? pages[0])
  if (!chosen) return undefined
  const others = pages.filter((one) => one !== chosen)
  return { photographs: [chosen, ...others].map(({ image }) => image), onlyReduced: false }
}

interface ImageInfo {
  image: TiffImage
  width: number
  height: number
  isReduced: boolean
  isMask: boolean
}

function infoOf(image: TiffImage, littleEndian: boolean): ImageInfo {
  const value = (tag: number): number => numbersOf(image.tags.get(tag), littleEndian)[0] ?? 0
  const kind = value(tiffTags.newSubfileType)
  return {
    image,
    width: value(tiffTags.width),
    height: value(tiffTags.height),
    isReduced: (kind & reducedBit) !== 0 || value(tiffTags.subfileType) === oldReduced,
    isMask: (kind & maskBits) !== 0 || value(tiffTags.photometric) === maskPhotometric,
  }
}

function isCopyOf(one: ImageInfo, other: ImageInfo): boolean {
  const shape = (one.width * other.height) / (one.height * other.width)
  return one.width <= Math.ceil(copyScale * other.width) && Math.abs(shape - 1) <= sameShape
}
