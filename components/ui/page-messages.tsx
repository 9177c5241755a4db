import type { ReactNode } from 'react'
import { AddedMessages, type Messages } from './added-messages'

/**
 * Adds the messages of a page to those of the frame, so that each page loads only its own. As one
 * text, because React would visit each message of an object twice on the server and again in the
 * browser.
 */
export function PageMessages({ messages, children }: { messages: Messages; children: ReactNode }) {
  return <AddedMessages messages={JSON.stringify(messages)}>{children}</AddedMessages>
}
