'use client'

/** What the header does not need at first, in one module that loads on demand. */
export { AttentionBadge } from './attention-badge'
export { PaletteDialogs } from './palette/dialogs'
export { SignOutSteps } from './sign-out-steps'
