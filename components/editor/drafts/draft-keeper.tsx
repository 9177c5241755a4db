'use client'

import { DraftOffers } from './draft-offers'
import { type KeptDraftsDeps, useKeptDrafts } from './keeping/use-kept-drafts'
import { useWindowIdentity } from './keeping/use-window-identity'

export { KeptDraft } from './kept-draft'

/** Keeps the draft of the editor in the browser, and offers those that earlier pages left. */
export function DraftKeeper(deps: Omit<KeptDraftsDeps, 'editorWindow'>) {
  const editorWindow = useWindowIdentity()
  const drafts = useKeptDrafts({ ...deps, editorWindow })
  return <DraftOffers drafts={drafts} openIds={editorWindow.openIds} state={deps.state} />
}
