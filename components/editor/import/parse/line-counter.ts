import { countLineEnds } from './imported-text'

/** The line of an offset, from 1. */
export type LineCounter = (offset: number) => number

/** Counts on from the last offset, so that a text is walked once if the offsets ascend. */
export function createLineCounter(text: string): LineCounter {
  let line = 1
  let position = 0
  return (offset) => {
    if (offset < position) {
      line = 1
      position = 0
    }
    line += countLineEnds(text.slice(position, offset))
    position = offset
    return line
  }
}
