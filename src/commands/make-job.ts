/** A maker of packages for a season: each from its bundle, with the options of its job. */
import { packageFiles } from '../index.js';
import type { MakeJob } from '../season/engine.js';
import type { Maker } from './maker.js';
import { EXIT } from './terminal.js';

/** Faults are thrown, also of the environment: tried again, or elsewhere, they may be gone. */
export function makeJobWith(maker: Maker): MakeJob {
  return async ({ bundle, unit, options, basis }, signal) => {
    const order = {
      file: bundle.input,
      ...(unit === undefined ? {} : { unit }),
      basis,
      bundle,
      flags: options,
    };
    let label: string = bundle.input;
    const made = await maker.make(order, {
      // names are given out where the packages are written
      claim: async (_, own) => {
        label = own;
        return own;
      },
      pass: () => {},
      signal,
    });
    const { said, failed, package: found } = made;
    if (failed === EXIT.environment) throw new Error(said.trim());
    if (!found) return { said, ...(failed === undefined ? {} : { failed }) };
    const { name, tables, remarks } = found;
    return { said, package: { name, label, files: packageFiles(found), tables, remarks } };
  };
}
