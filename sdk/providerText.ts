/** The type of the resource in state: part of every URN, so it never changes either. */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/linux:BondInterface";

/**
 * The text that goes into state as `__provider`: the engine's provider process evaluates it and asks for `handler`. It only
 * requires the installed package, so state never holds code of ours, a new release shows no diff, and old state runs the
 * code that is installed. It must never change: every stack in use has it recorded.
 */
export const PROVIDER_TEXT = 'exports.handler = () => require("pulumi-linux-bond/provider").provider;\n';
