import { type ReactNode, useState } from 'react'
import { toProblem } from '@/lib/shared/api/problem'
import { ConfirmIdentityDialog } from './confirm-identity-dialog'

type Waiting = { resolve: () => void; reject: () => void }

/**
 * `withIdentityCheck` runs an action; where the server wants a recent sign-in, it shows
 * `identityDialog` and runs the action again. Cancelling rejects with the server's problem.
 */
export function useIdentityCheck(): {
  withIdentityCheck: <T>(action: () => Promise<T>) => Promise<T>
  identityDialog: ReactNode
} {
  const [waiting, setWaiting] = useState<Waiting | null>(null)

  async function withIdentityCheck<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      if (toProblem(error).code !== 'auth.reauthenticate') throw error
      await new Promise<void>((resolve, reject) =>
        setWaiting({ resolve, reject: () => reject(error) }),
      )
      return action()
    }
  }

  function close(settle: () => void) {
    setWaiting(null)
    settle()
  }

  return {
    withIdentityCheck,
    identityDialog: waiting ? (
      <ConfirmIdentityDialog
        onConfirmed={() => close(waiting.resolve)}
        onCancel={() => close(waiting.reject)}
      />
    ) : null,
  }
}
