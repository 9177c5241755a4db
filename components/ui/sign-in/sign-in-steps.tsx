'use client'

import { type ReactNode, type RefObject, useState } from 'react'
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

/** The steps of signing in, for the sign-in page and for the dialog over an editor. */
export function SignInSteps({
  firstStep = 'password',
  email,
  passwordRef,
  onDone,
  onFailed,
  children,
}: Props) {
  const [step, setStep] = useState<Step>(firstStep)
  if (step === 'code') {
    const startOver = () => setStep('password')
    return <CodeStep onDone={onDone} onStartOver={startOver} onFailed={onFailed} />
  }
  return (
    <>
      <PasswordStep
        email={email}
        passwordRef={passwordRef}
        onFailed={onFailed}
        onResponse={({ person }) => (person ? onDone(person) : setStep('code'))}
      />
      {children}
    </>
  )
}
