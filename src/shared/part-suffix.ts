/** Ending of files that are still being written; what a killed process left behind is known by it. */
export const partSuffix = '.tintype-part'
