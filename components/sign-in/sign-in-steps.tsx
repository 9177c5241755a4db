'use client'

import { type ReactNode, type RefObject, useState } from 'react'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { CodeStep } from './code-step'
import { PasswordStep, type Step } from './password-step'

type Props = Step & {
  email?: string
  passwordRef?: RefObject<HTMLInputElement | null>
  onDone: (person: Self) => void
  /** Other ways in, offered beside the first step. */
  children?: ReactNode
}

/** Signing in from the first field to the end, on its page and over an editor alike. */
export function SignInSteps({ email, passwordRef, onDone, onFailed, children }: Props) {
  const [step, setStep] = useState<'password' | 'code'>('password')
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
        onAnswer={({ person }) => (person ? onDone(person) : setStep('code'))}
      />
      {children}
    </>
  )
}
