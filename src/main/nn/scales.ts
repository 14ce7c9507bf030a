/** L* of 0..100 becomes -1..1 by `L / lHalf - 1`. */
export const lHalf = 50

/** a* and b* are divided by this number before they meet a network. */
export const abScale = 110
