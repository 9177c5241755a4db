import type { ReactNode } from 'react'

// Tags of rich messages. <bdi> keeps right-to-left text from reordering the sentence around it.

export const iso = (chunk: ReactNode) => <bdi>{chunk}</bdi>

export const isoMedium = (chunk: ReactNode) => <bdi className="font-medium">{chunk}</bdi>

export const mono = (chunk: ReactNode) => <bdi className="font-mono">{chunk}</bdi>

/** For keys in narrow places: breaks anywhere. */
export const monoBreakAll = (chunk: ReactNode) => <bdi className="break-all font-mono">{chunk}</bdi>

export const monoSemibold = (chunk: ReactNode) => (
  <bdi className="font-mono font-semibold">{chunk}</bdi>
)
