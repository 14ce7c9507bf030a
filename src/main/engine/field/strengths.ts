/** Pull of each cell to the prediction; that of a hint is 1. Chosen by measuring; another value is another version of the method. */
export const faint = 1e-4
