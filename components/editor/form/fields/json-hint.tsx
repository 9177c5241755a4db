'use client'

import dynamic from 'next/dynamic'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import type { JsonHintProps } from './json-check-result'

// It brings a JSON parser, and few values are JSON.
const JsonCheckResult = dynamic(
  loadPart(() => import('./value-parts').then((module) => module.JsonCheckResult)),
  { loading: PartLoading },
)

/** Checks a value that starts like a JSON object or array. Invalid JSON is a message of the row. */
export function JsonHint(props: JsonHintProps) {
  if (!/^\s*[[{]/.test(props.text)) return null
  return (
    // Known before the parser has loaded, so that the row does not grow when it has.
    <span data-message={isJson(props.text) ? undefined : ''}>
      <JsonCheckResult {...props} />
    </span>
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
