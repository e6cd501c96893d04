import "./site.css";
import { TapeElement } from "./tape";
import { LookupElement } from "./lookup";
import { SettingsElement } from "./settings";
import { MomentElement } from "./moment/moment";
import { ReplayElement } from "./moment/replay";
import { VideoElement } from "./video";
import { PassportElement } from "./passport";

customElements.define("bt-tape", TapeElement);
customElements.define("bt-moment", MomentElement);
customElements.define("bt-replay", ReplayElement);
customElements.define("bt-lookup", LookupElement);
customElements.define("bt-settings", SettingsElement);
customElements.define("bt-video", VideoElement);
customElements.define("bt-passport", PassportElement);
