'use client'

import { type ReactNode, type RefObject, useState } from 'react'
import { call } from '@/lib/client/api/api-client'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { CodeStep } from './code-step'
import { PasswordStep, type StepProps } from './password-step'

type Step = 'password' | 'code'

type Props = StepProps & {
  /** `code` after single sign-on, which takes the place of the password. */
  firstStep?: Step
  email?: string
  passwordRef?: RefObject<HTMLInputElement | null>
  onDone: (person: CurrentUser) => void
  /** Other ways to sign in, shown below the first step. */
  children?: ReactNode
}

/**
 * The steps of signing in, for the sign-in page and for the dialog over an editor. A sign-in succeeds
 * even if the browser cannot be remembered.
 */
export function SignInSteps({
  firstStep = 'password',
  email,
  passwordRef,
  onDone,
  onFailed,
  children,
}: Props) {
  const [step, setStep] = useState<Step>(firstStep)

  async function finish(person: CurrentUser) {
    await call('rememberDevice').catch(() => undefined)
    onDone(person)
  }

  if (step === 'code') {
    const startOver = () => setStep('password')
    return <CodeStep onDone={finish} onStartOver={startOver} onFailed={onFailed} />
  }
  return (
    <>
      <PasswordStep
        email={email}
        passwordRef={passwordRef}
        onFailed={onFailed}
        onResponse={async ({ person }) => (person ? finish(person) : setStep('code'))}
      />
      {children}
    </>
  )
}
