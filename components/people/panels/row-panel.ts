import type { Person } from '@/lib/shared/api/people-endpoints'

/** Runs an action, then shows and announces a message. Resolves to true if the action succeeded. */
export type RunAction = (
  action: () => Promise<{ person: Person }>,
  messageFor: (person: Person) => string,
) => Promise<boolean>

/** What can be open below a person's row, one at a time. */
export type Panel = 'role' | 'name' | 'password' | 'two-factor'

export type PanelProps = {
  person: Person
  isRunning: boolean
  runAction: RunAction
  onClose: () => void
}
