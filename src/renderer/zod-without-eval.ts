import { z } from 'zod'

/** The content security policy forbids making code from text, which zod would try; to be imported first. */
z.config({ jitless: true })
