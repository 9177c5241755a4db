/** What a title starts with in any case: an error, which comes first, and the dot of a draft. */
const FIRST = /^(?:Error: |错误：)?(?:• )?/

let mark = ''

/** The title with the number of changes that need attention; unchanged if it has it already. */
export function addTitleCount(title: string): string {
  return title.replace(FIRST, (first) => {
    return title.startsWith(mark, first.length) ? first : first + mark
  })
}

/** Sets the number for all titles from now on; none for 0. Returns the title without the last one. */
export function setTitleCount(count: number, title: string): string {
  const last = mark
  mark = count === 0 ? '' : `(${count}) `
  return title.replace(last, '')
}
