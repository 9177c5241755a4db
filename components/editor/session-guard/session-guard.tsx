'use client'

import { useSelf } from '@/components/layout/self'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import type { EditorFlow } from '../use-editor-flow'
import { BegunByOther } from './begun-by-other'
import { Locked } from './locked'
import { SessionEnded } from './session-ended'

export type AccessProps = {
  flow: EditorFlow
  /** Whoever opened the room. */
  begun: Self | null
  signedOut: boolean
  locked: boolean
  onRead: () => Promise<unknown>
}

/** What stands between whoever sits here and a save: no session, no role, or that they are somebody else by now. */
export function Access({ flow, begun, signedOut, locked, onRead }: AccessProps) {
  const self = useSelf()
  const { state } = flow
  const saving = state.at === 'failed' && state.problem.code === 'auth.required'
  return (
    <>
      {signedOut || saving ? (
        <SessionEnded flow={flow} begun={begun} saving={saving} onRead={onRead} />
      ) : null}
      {self && begun && self.id !== begun.id ? <BegunByOther begun={begun} self={self} /> : null}
      {locked ? <Locked onLook={() => onRead().then(flow.dismiss)} /> : null}
    </>
  )
}
