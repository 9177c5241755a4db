import { findDescription } from '@/lib/shared/catalogue/match-key'
import { KeyHint } from '../../known-keys/key-hint'
import type { KnownKeyParts } from '../../known-keys/known-keys-context'
import { hasControl, ValueControl } from '../../known-keys/value-control'

/** What a row does not need until its value is JSON or a URL, or the page is idle, in one module. */
export { ValueTools } from '../value-tools/value-tools'

export const knownKeyParts: KnownKeyParts = { KeyHint, ValueControl, findDescription, hasControl }
