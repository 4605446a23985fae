import { modelBesideDriver } from "./modelBesideDriver";

modelBesideDriver(Number(process.env.MODEL_SEQUENCES ?? 40), Number(process.env.MODEL_SEED ?? 1));
