/** What the JSON of several commands is made of, each described for its schema. */
import { z } from 'zod';

export const text = (description: string) => z.string().meta({ description });

export const count = (description: string) => z.int().min(0).meta({ description });

/** A decimal without exponent. */
export const exact = (description: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .meta({ description });
