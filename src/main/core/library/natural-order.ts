/**
 * A key whose plain byte order is the order people expect: `scan 2` before `scan 10`, capitals and
 * accents aside. A run of digits is written as its length and then its digits.
 */
export function naturalKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => {
      const significant = digits.replace(/^0+(?=\d)/, '')
      return `${String(significant.length).padStart(3, '0')}${significant}`
    })
}
