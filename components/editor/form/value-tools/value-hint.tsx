'use client'

import dynamic from 'next/dynamic'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import type { ValueToolsProps } from './value-tools'

// They bring a JSON parser, and few values are JSON or a URL.
const ValueTools = dynamic(
  loadPart(() => import('../fields/value-parts').then((module) => module.ValueTools)),
  { loading: PartLoading },
)

/** The tools of a value that starts like JSON or a URL. Invalid JSON is a message of the row. */
export function ValueHint(props: ValueToolsProps) {
  const { text } = props
  if (!hasValueTools(text)) return null
  return (
    // Known before the parser has loaded, so that the row does not grow when it has.
    <div className="contents" data-message={isLikeJson(text) && !isJson(text) ? '' : undefined}>
      <ValueTools {...props} />
    </div>
  )
}

/** Whether the text starts like JSON or a URL. */
export const hasValueTools = (text: string) => isLikeJson(text) || /^https?:/i.test(text)

const isLikeJson = (text: string) => /^\s*[[{]/.test(text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
