/** Begins the name of a folder, among the uploads, of a model on its way in; what a killed host left behind is known by it. */
export const modelUploadPrefix = '.model-'
