import { parseImport } from '../parse-import'

/** Key and value of each line of a text; of an unusable one the line number and the problem. */
export const readLines = (text: string) =>
  parseImport(text).lines.map((line) =>
    line.problem === undefined ? [line.key, line.value] : [line.line, line.problem],
  )

export const formatOf = (text: string) => parseImport(text).format
