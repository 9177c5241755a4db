import { type ComponentType, createContext, use } from 'react'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import type { DraftRow } from '@/lib/shared/changes/draft'

/** What the catalogue's parts of a row get. */
export type KnownRowProps = {
  index: number
  draftRow: DraftRow
  /** Null for a key that the catalogue does not describe. */
  description: KeyDescription | null
  /** The control is shown instead of the text. */
  showsControl: boolean
  setShowsControl: (showsControl: boolean) => void
}

export type ValueControlProps = {
  index: number
  description: KeyDescription
  value: string
  /** Id and description of the control, as the text area has them. */
  controlProps: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }
  /** Takes typed text, as the text area does. */
  onType: (text: string) => void
}

/** What shows the catalogue in a row. It loads with the catalogue, after the page. */
export type KnownKeyParts = {
  KeyHint: ComponentType<KnownRowProps>
  ValueControl: ComponentType<ValueControlProps>
  findDescription: (keys: readonly KeyDescription[], key: string) => KeyDescription | null
  /** Whether the type has a control, and the control can show this text without changing it. */
  hasControl: (description: KeyDescription, value: string) => boolean
}

export type KnownKeys = { keys: readonly KeyDescription[]; parts: KnownKeyParts }

const KnownKeysContext = createContext<KnownKeys | null>(null)
export const KnownKeysProvider = KnownKeysContext.Provider

/** Null until the catalogue has loaded, and while it is empty. */
export const useKnownKeys = () => use(KnownKeysContext)
