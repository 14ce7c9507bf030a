/** What people call a photo: its file, and the page where that is not the first. @param page from 0 */
export function photoNameEn({ path, page = 0 }: { path: string; page?: number | undefined }): string {
  return page === 0 ? path : `${path} · page ${page + 1}`
}
