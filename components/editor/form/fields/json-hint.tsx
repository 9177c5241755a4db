'use client'

import dynamic from 'next/dynamic'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import type { JsonHintProps } from './json-check-result'

// It brings a JSON parser, and few values are JSON.
const JsonCheckResult = dynamic(
  loadPart(() => import('./value-parts').then((module) => module.JsonCheckResult)),
  { loading: PartLoading },
)

/** Checks a value that starts like a JSON object or array. */
export function JsonHint(props: JsonHintProps) {
  return /^\s*[[{]/.test(props.text) ? <JsonCheckResult {...props} /> : null
}
