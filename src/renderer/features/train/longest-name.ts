/** Letters in the name of a model, as core takes it. */
export const longestName = 60
