import { sweep } from "./sweep";

sweep({ name: "create", from: "none", to: "rr" });
