import { modelBesideDriver } from "../lab/modelBesideDriver";

modelBesideDriver(Number(process.env.MODEL_SEQUENCES ?? 400), Number(process.env.MODEL_SEED ?? 20261124));
