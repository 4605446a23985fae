import { sweep } from "./sweep";

sweep({ name: "delete", from: "backup", to: "none" });
